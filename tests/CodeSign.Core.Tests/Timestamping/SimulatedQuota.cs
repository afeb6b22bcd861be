namespace CodeSign.Core.Tests.Timestamping;

/// <summary>How a simulated server counts requests. Times are in seconds.</summary>
internal abstract class SimulatedQuota
{
    /// <summary>Whether a request that arrives now is served.</summary>
    public abstract bool Take(double now);

    /// <summary>When one would be served again, from now.</summary>
    public abstract double ReadyIn(double now);

    /// <summary>The shortest time in which so many are served.</summary>
    public abstract double LeastTime(int requests);

    /// <summary>So many within any stretch of time.</summary>
    public sealed class SlidingWindow(int count, double length, bool countsRefused = false) : SimulatedQuota
    {
        private readonly Queue<double> _counted = new();

        public override bool Take(double now)
        {
            while (_counted.TryPeek(out var oldest) && now - oldest >= length)
                _counted.Dequeue();
            var isServed = _counted.Count < count;
            if (isServed || countsRefused)
                _counted.Enqueue(now);
            return isServed;
        }

        public override double ReadyIn(double now) => _counted.Peek() + length - now;

        public override double LeastTime(int requests) => (requests - 1) / count * length;
    }

    /// <summary>So many in each stretch by the clock; the first has begun before.</summary>
    public sealed class FixedWindow(int count, double length) : SimulatedQuota
    {
        private const double Begun = 0.4;
        private double _window = -1;
        private int _taken;

        public override bool Take(double now)
        {
            var window = Math.Floor((now / length) + Begun);
            if (window > _window)
                (_window, _taken) = (window, 0);
            return ++_taken <= count;
        }

        public override double ReadyIn(double now) => ((_window + 1 - Begun) * length) - now;

        public override double LeastTime(int requests) => Math.Max(0, ((requests - 1) / count * length) - (Begun * length));
    }

    /// <summary>A bucket that is full at first, and gets so many a second.</summary>
    public sealed class Bucket(double size, double perSecond, bool countsRefused = false) : SimulatedQuota
    {
        private double _taken;
        private double _drained;

        public override bool Take(double now)
        {
            _taken = Math.Max(0, _taken - ((now - _drained) * perSecond));
            _drained = now;
            var isServed = _taken + 1 <= size;
            if (isServed || countsRefused)
                _taken = Math.Min(2 * size, _taken + 1);
            return isServed;
        }

        public override double ReadyIn(double now) => (_taken + 1 - size) / perSecond;

        public override double LeastTime(int requests) => (requests - size) / perSecond;
    }

    /// <summary>One that is replaced by another after a time.</summary>
    public sealed class Changing(SimulatedQuota first, SimulatedQuota next, double after) : SimulatedQuota
    {
        public override bool Take(double now) => At(now).Take(now);

        public override double ReadyIn(double now) => At(now).ReadyIn(now);

        public override double LeastTime(int requests) => next.LeastTime(requests);

        private SimulatedQuota At(double now) => now < after ? first : next;
    }
}
