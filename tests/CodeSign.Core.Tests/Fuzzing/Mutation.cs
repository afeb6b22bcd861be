namespace CodeSign.Core.Tests.Fuzzing;

/// <summary>One change of a file.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Place">Where: 0 is the file's start, 1 its end.</param>
/// <param name="Value">What is put there.</param>
/// <param name="Length">How long a stretch it hits, bytes.</param>
internal sealed record Mutation(MutationKind Kind, double Place, byte Value, int Length);

/// <summary>The kinds of changes.</summary>
internal enum MutationKind
{
    Byte,
    Bit,
    Remove,
    Repeat,
    Insert,
    CutOff,
    Number,
}
