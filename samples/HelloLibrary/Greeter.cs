namespace HelloLibrary;

/// <summary>Greets people.</summary>
public static class Greeter
{
    /// <summary>Returns a greeting for someone.</summary>
    public static string Greet(string name) => $"Hello, {name}!";
}
