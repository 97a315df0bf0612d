namespace OssSimulator.Callbacks;

/// <summary>The most recent callbacks, oldest first.</summary>
internal sealed class CallbackLog
{
    private const int Capacity = 1000;

    private readonly Queue<CallbackRecord> records = new();

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
            if (records.Count == Capacity) records.Dequeue();
            records.Enqueue(record);
        }
    }
}
