namespace OssSimulator.Faults;

/// <summary>How often a fault is still to happen, a negative number meaning without end; safe to use from many requests at once.</summary>
internal sealed class FaultCount
{
    private int left;

    public int Left
    {
        get => Volatile.Read(ref left);
        set => Volatile.Write(ref left, value);
    }

    /// <summary>True if the fault happens now; it is then one fewer.</summary>
    public bool Take()
    {
        while (Left is not 0 and var seen)
        {
            if (seen < 0 || Interlocked.CompareExchange(ref left, seen - 1, seen) == seen) return true;
        }

        return false;
    }
}
