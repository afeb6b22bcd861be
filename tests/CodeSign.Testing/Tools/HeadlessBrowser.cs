namespace CodeSign.Testing;

/// <summary>Debian's headless Chromium: what a person's browser makes of a page.</summary>
public static class HeadlessBrowser
{
    private static readonly ExternalTool Tool = new("chromium-headless-shell", "apt-get install -y chromium-headless-shell");

    /// <summary>Loads a page and gives its document as the browser has understood it, as HTML.</summary>
    /// <param name="page">Full path of the page.</param>
    public static async Task<string> ReadAsync(string page) => (await RunAsync(page, "--dump-dom")).Output;

    /// <summary>Takes a picture of a page.</summary>
    /// <param name="page">Full path of the page.</param>
    /// <param name="picture">Full path of the PNG file to write.</param>
    /// <param name="width">Width of the window, CSS pixels.</param>
    /// <param name="height">Height of the window, CSS pixels.</param>
    /// <param name="isDark">Whether the page is asked for its dark colours.</param>
    public static Task PictureAsync(string page, string picture, int width, int height, bool isDark)
    {
        string[] colours = isDark ? ["--blink-settings=preferredColorScheme=0"] : [];
        return RunAsync(page, [$"--screenshot={picture}", $"--window-size={width},{height}", "--hide-scrollbars", .. colours]);
    }

    private static async Task<ProcessResult> RunAsync(string page, params IEnumerable<string> arguments)
    {
        using var profile = new TemporaryFolder();
        // Without a sandbox: in containers there is none, and the page is our own.
        return (await Tool.RunAsync(
            ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", $"--user-data-dir={profile.Path}", .. arguments, new Uri(page).AbsoluteUri], null, CancellationToken.None))
            .EnsureSuccess();
    }
}
