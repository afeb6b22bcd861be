namespace CodeSign.TestGate;

/// <summary>A shipped assembly and how it was tested.</summary>
/// <param name="Assembly">The assembly.</param>
/// <param name="Tested">How it was tested.</param>
/// <param name="Reason">Why, in words: of an untested assembly the rule's reason.</param>
public sealed record JudgedAssembly(ShippedAssembly Assembly, TestedKind Tested, string Reason);
