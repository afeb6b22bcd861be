namespace CodeSign.Tool;

/// <summary>Says why the tool can't go on in this process, to whoever still hears it.</summary>
internal static class LastWords
{
    /// <summary>Says it in one line on standard error.</summary>
    /// <returns>The exit code.</returns>
    public static int Say(Exception reason)
    {
        try
        {
            Console.Error.WriteLine(reason.Message);
        }
        catch (IOException)
        {
            // Standard error takes nothing either: the exit code is all that is left.
        }

        return ExitCode.Failed;
    }
}
