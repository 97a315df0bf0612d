namespace OssSimulator.Faults;

/// <summary>Troubles of multipart uploads on their way. Safe to use from many threads.</summary>
public sealed class PartFaults
{
    private readonly FaultCount refuse = new();
    private readonly FaultCount cut = new();
    private readonly FaultCount mute = new();
    private readonly FaultCount refuseInitiate = new();
    private readonly FaultCount refuseComplete = new();
    private volatile int number;

    /// <summary>The number of the part that the first three are for; 0 is any part.</summary>
    public int Number
    {
        get => number;
        set => number = value;
    }

    /// <summary>How many of the next uploads of such a part are refused with <see cref="SimulatorFaults.RefuseStatus"/>.</summary>
    public int Refuse
    {
        get => refuse.Left;
        set => refuse.Left = value;
    }

    /// <summary>How many of the next uploads of such a part lose their connection in the middle; nothing is stored.</summary>
    public int Cut
    {
        get => cut.Left;
        set => cut.Left = value;
    }

    /// <summary>How many of the next uploads of such a part are stored, and lose their connection instead of being answered.</summary>
    public int Mute
    {
        get => mute.Left;
        set => mute.Left = value;
    }

    /// <summary>How many of the next multipart uploads are refused at their beginning with <see cref="SimulatorFaults.RefuseStatus"/>.</summary>
    public int RefuseInitiate
    {
        get => refuseInitiate.Left;
        set => refuseInitiate.Left = value;
    }

    /// <summary>How many of the next multipart uploads are refused at their end, and stay as they are, with <see cref="SimulatorFaults.RefuseStatus"/>.</summary>
    public int RefuseComplete
    {
        get => refuseComplete.Left;
        set => refuseComplete.Left = value;
    }

    internal bool TakeRefuse(int part) => IsMeant(part) && refuse.Take();

    internal bool TakeCut(int part) => IsMeant(part) && cut.Take();

    internal bool TakeMute(int part) => IsMeant(part) && mute.Take();

    internal bool TakeRefuseInitiate() => refuseInitiate.Take();

    internal bool TakeRefuseComplete() => refuseComplete.Take();

    private bool IsMeant(int part) => number == 0 || number == part;
}
