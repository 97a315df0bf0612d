namespace OssSimulator.Callbacks;

/// <summary>The most recent callbacks, oldest first.</summary>
internal sealed class CallbackLog
{
    private readonly int capacity;
    private readonly Queue<CallbackRecord> records = new();

    public CallbackLog(SimulatorOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.CallbackLogSize);
        capacity = options.CallbackLogSize;
    }

    public IReadOnlyList<CallbackRecord> Records
    {
        get
        {
            lock (records) return [.. records];
        }
    }

    public void Add(CallbackRecord record)
    {
        lock (records)
        {
            records.Enqueue(record);
            if (records.Count > capacity) records.Dequeue();
        }
    }
}
