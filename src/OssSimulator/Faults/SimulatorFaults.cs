namespace OssSimulator.Faults;

/// <summary>Troubles to make on purpose. Each number counts down as it is used.</summary>
public sealed class SimulatorFaults
{
    private readonly Lock turns = new();
    private int drop;
    private int repeat;

    /// <summary>How many of the next callbacks are not sent at all; their uploaders see 203.</summary>
    public int Drop
    {
        get
        {
            lock (turns) return drop;
        }

        set
        {
            lock (turns) drop = value;
        }
    }

    /// <summary>How many of the next callbacks are sent twice.</summary>
    public int Repeat
    {
        get
        {
            lock (turns) return repeat;
        }

        set
        {
            lock (turns) repeat = value;
        }
    }

    internal bool TakeDrop() => Take(ref drop);

    internal bool TakeRepeat() => Take(ref repeat);

    private bool Take(ref int count)
    {
        lock (turns)
        {
            if (count <= 0) return false;
            count--;
            return true;
        }
    }
}
