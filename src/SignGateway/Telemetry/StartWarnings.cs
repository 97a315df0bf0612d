using Microsoft.Extensions.Logging;

namespace SignGateway.Telemetry;

/// <summary>What was warned of at start, for whoever comes later than the log.</summary>
public sealed class StartWarnings
{
    private readonly Lock _lock = new();
    private readonly List<string> _texts = [];

    /// <summary>The warnings so far.</summary>
    public IReadOnlyList<string> All
    {
        get
        {
            lock (_lock)
                return [.. _texts];
        }
    }

    /// <summary>A logger that hands on what it is told, and keeps it here.</summary>
    public ILogger Through(ILogger logger) => new Keeper(this, logger);

    private void Add(string text)
    {
        lock (_lock)
            _texts.Add(text);
    }

    private sealed class Keeper(StartWarnings warnings, ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        // What the log leaves out is kept all the same.
        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            warnings.Add(formatter(state, exception));
            inner.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
