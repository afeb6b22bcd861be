namespace CodeSign.Keys;

/// <summary>Where the user keeps things.</summary>
internal static class UserFolders
{
    /// <summary>
    /// The platform gives an empty string for a folder that does not exist yet, as on every fresh machine, and, when told not to
    /// look, a path below a home folder that does not exist at all. Neither is what is wanted here.
    /// </summary>
    public static string LocalApplicationData()
    {
        var folder = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        var homeExists = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile).Length > 0;
        return homeExists || Directory.Exists(folder) ? folder : "";
    }
}
