namespace CodeSign.Testing.Host;

/// <summary>What becomes of a file of a <see cref="WorkList"/>.</summary>
public enum WorkKind
{
    /// <summary>It is signed.</summary>
    File,

    /// <summary>What is in it is signed: it is a zip.</summary>
    Archive,

    /// <summary>It gets a signature beside it.</summary>
    Detached,

    /// <summary>It is put into a published folder as it is, after all others are done.</summary>
    Placed,
}
