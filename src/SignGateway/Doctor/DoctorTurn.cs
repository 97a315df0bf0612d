namespace SignGateway.Doctor;

/// <summary>Lets one administrator at a time ask the doctor of a process: each look makes uploads, and a second would learn nothing else.</summary>
internal sealed class DoctorTurn
{
    private int _isTaken;

    public bool TryTake() => Interlocked.CompareExchange(ref _isTaken, 1, 0) == 0;

    public void Give() => Volatile.Write(ref _isTaken, 0);
}
