using System.Globalization;

namespace CodeSign.Tool.Output;

/// <summary>
/// One line on standard error that counts, while work takes long and a person watches. It is gone when the work is done; elsewhere
/// nothing is written at all.
/// </summary>
/// <typeparam name="T">What is counted.</typeparam>
internal sealed class ProgressLine<T> : IProgress<T>, IDisposable
{
    private const string Erase = "\r\u001b[2K";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly ToolHost _host;
    private readonly string _what;
    private readonly int _total;
    private readonly long _started;
    private long _shown;
    private int _done;
    private bool _isVisible;

    /// <summary>Begins to count.</summary>
    /// <param name="host">Where it is shown.</param>
    /// <param name="what">What is done, such as <c>Verifying</c>.</param>
    /// <param name="total">How many there are.</param>
    public ProgressLine(ToolHost host, string what, int total)
    {
        (_host, _what, _total) = (host, what, total);
        _started = _shown = host.Clock.GetTimestamp();
    }

    /// <inheritdoc/>
    public void Report(T value)
    {
        if (!_host.ErrorIsTerminal)
        {
            return;
        }

        lock (_lock)
        {
            _done++;
            if (_host.Clock.GetElapsedTime(_started) < Patience || _host.Clock.GetElapsedTime(_shown) < Interval)
                return;
            _shown = _host.Clock.GetTimestamp();
            _isVisible = true;
            _host.Error.Write(string.Create(CultureInfo.InvariantCulture, $"{Erase}{_what} {_done} of {_total} ..."));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isVisible)
                _host.Error.Write(Erase);
            _isVisible = false;
        }
    }
}
