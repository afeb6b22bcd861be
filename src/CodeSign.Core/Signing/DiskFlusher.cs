using System.Runtime.ExceptionServices;

namespace CodeSign.Signing;

/// <summary>
/// Writes files or folders through to the disk while other work goes on. A disk serves those who wait for it together almost as
/// fast as one of them, so some threads wait side by side; they need no core.
/// </summary>
/// <param name="flush">Writes one through to the disk: <see cref="FileMover.FlushFile"/> or <see cref="FileMover.FlushFolder"/>.</param>
internal sealed class DiskFlusher(Action<string> flush) : IDisposable
{
    private const int MostThreads = 8;

    private readonly Queue<string> _paths = new();
    private readonly List<Thread> _threads = [];
    private ExceptionDispatchInfo? _failure;
    private int _idle;
    private bool _ended;

    /// <summary>Begins to write one through. Safe for several threads at once.</summary>
    public void Add(string path)
    {
        lock (_paths)
        {
            _paths.Enqueue(path);
            if (_idle >= _paths.Count)
                Monitor.Pulse(_paths);
            else if (_threads.Count < MostThreads)
                StartThread();
        }
    }

    /// <summary>Waits until all are written through.</summary>
    /// <exception cref="IOException">One could not be.</exception>
    /// <exception cref="UnauthorizedAccessException">One could not be opened.</exception>
    public void Complete()
    {
        End();
        _failure?.Throw();
    }

    /// <summary>Waits for what has begun, and leaves the rest.</summary>
    public void Dispose()
    {
        lock (_paths)
            _paths.Clear();
        End();
    }

    private void StartThread()
    {
        var thread = new Thread(Run, maxStackSize: 256 * 1024) { IsBackground = true, Name = "CodeSign disk flush" };
        _threads.Add(thread);
        thread.Start();
    }

    private void End()
    {
        lock (_paths)
        {
            _ended = true;
            Monitor.PulseAll(_paths);
        }

        foreach (var thread in _threads)
            thread.Join();
    }

    private void Run()
    {
        while (TryTake(out var path))
        {
            try
            {
                flush(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(e), null);
            }
        }
    }

    private bool TryTake(out string path)
    {
        lock (_paths)
        {
            while (_paths.Count == 0 && !_ended)
            {
                _idle++;
                Monitor.Wait(_paths);
                _idle--;
            }

            return _paths.TryDequeue(out path!);
        }
    }
}
