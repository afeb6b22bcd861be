using CodeSign.TestEvidence;

/// <summary>
/// What the runtime calls before a test process' own <c>Main</c>. It is named by the environment variable <c>DOTNET_STARTUP_HOOKS</c> or
/// by the property <c>STARTUP_HOOKS</c> of the process' <c>.runtimeconfig.json</c>; the type's name is the runtime's contract.
/// </summary>
internal static class StartupHook
{
    /// <summary>Begins to write down what the process loads. A failure never reaches the process.</summary>
    public static void Initialize()
    {
        try
        {
            EvidenceRecorder.Start();
        }
        catch (Exception)
        {
            // Without evidence the tests count for nothing; but they run as they would without us.
        }
    }
}
