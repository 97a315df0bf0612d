using OssSimulator.Errors;

namespace OssSimulator.Faults;

/// <summary>Troubles to make on purpose. Each number counts down as it is used, a negative one stays until it is set
/// again; so do times and the status. Safe to use from many threads.</summary>
public sealed class SimulatorFaults
{
    private readonly FaultCount drop = new();
    private readonly FaultCount repeat = new();
    private readonly FaultCount delay = new();
    private readonly FaultTime delayTime = new(TimeSpan.FromSeconds(6));
    private readonly FaultCount everywhere = new();
    private readonly FaultCount cut = new();
    private readonly FaultCount mute = new();
    private readonly FaultCount hangHead = new();
    private readonly FaultTime hangTime = new(TimeSpan.FromSeconds(3));
    private readonly FaultCount refuse = new();
    private readonly FaultTime clockOffset = new(TimeSpan.Zero, mayBeNegative: true);
    private volatile OssError refusal = OssErrors.Refused(StatusCodes.Status503ServiceUnavailable)!;

    /// <summary>How many of the next callbacks are not sent at all; their uploaders see 203.</summary>
    public int Drop
    {
        get => drop.Left;
        set => drop.Left = value;
    }

    /// <summary>How many of the next callbacks are sent twice.</summary>
    public int Repeat
    {
        get => repeat.Left;
        set => repeat.Left = value;
    }

    /// <summary>How many of the next callbacks leave only after <see cref="DelayTime"/>. An uploader who has waited for
    /// <see cref="SimulatorOptions.CallbackTimeout"/> by then sees 203, and the callback is sent nevertheless.</summary>
    public int Delay
    {
        get => delay.Left;
        set => delay.Left = value;
    }

    /// <summary>How long a delayed callback is held back; 6 seconds unless set.</summary>
    public TimeSpan DelayTime
    {
        get => delayTime.Value;
        set => delayTime.Set(value);
    }

    /// <summary>How many of the next callbacks go to all their URLs at once; the first 200 answers the uploader.</summary>
    public int Everywhere
    {
        get => everywhere.Left;
        set => everywhere.Left = value;
    }

    /// <summary>How many of the next form uploads and PUTs of objects lose their connection in the middle of their content; nothing is stored.</summary>
    public int Cut
    {
        get => cut.Left;
        set => cut.Left = value;
    }

    /// <summary>How many of the next form uploads, PUTs of objects and completed multipart uploads are stored and called back,
    /// and lose their connection instead of being answered.</summary>
    public int Mute
    {
        get => mute.Left;
        set => mute.Left = value;
    }

    /// <summary>How many of the next HEAD requests of objects are answered only after <see cref="HangTime"/>, with what is true then.</summary>
    public int HangHead
    {
        get => hangHead.Left;
        set => hangHead.Left = value;
    }

    /// <summary>How long a hanging request takes; 3 seconds unless set.</summary>
    public TimeSpan HangTime
    {
        get => hangTime.Value;
        set => hangTime.Set(value);
    }

    /// <summary>How many of the next HEAD, GET and DELETE requests of objects and of multipart uploads are refused with <see cref="RefuseStatus"/>.</summary>
    public int Refuse
    {
        get => refuse.Left;
        set => refuse.Left = value;
    }

    /// <summary>What requests are refused with: 503 unless set, or 403, or 500.</summary>
    public int RefuseStatus
    {
        get => refusal.Status;
        set => refusal = OssErrors.Refused(value) ?? throw new ArgumentOutOfRangeException(nameof(value), value, "Must be 403, 500 or 503.");
    }

    /// <summary>How far the clock of every service here runs ahead of <see cref="SimulatorOptions.TimeProvider"/>, or behind if negative.</summary>
    public TimeSpan ClockOffset
    {
        get => clockOffset.Value;
        set => clockOffset.Set(value);
    }

    /// <summary>Troubles with keys and with the services that lend them.</summary>
    public CredentialFaults Credentials { get; } = new();

    /// <summary>Troubles of multipart uploads on their way.</summary>
    public PartFaults Parts { get; } = new();

    internal bool TakeDrop() => drop.Take();

    internal bool TakeRepeat() => repeat.Take();

    internal TimeSpan? TakeDelay() => delay.Take() ? DelayTime : null;

    internal bool TakeEverywhere() => everywhere.Take();

    internal bool TakeCut() => cut.Take();

    internal bool TakeMute() => mute.Take();

    internal TimeSpan? TakeHang() => hangHead.Take() ? HangTime : null;

    internal TimeSpan? TakeMetadataHang() => Credentials.TakeHangMetadata() ? HangTime : null;

    internal OssError? TakeRefusal() => refuse.Take() ? refusal : null;

    internal OssError? TakePartRefusal(int part) => Parts.TakeRefuse(part) ? refusal : null;

    internal OssError? TakeInitiateRefusal() => Parts.TakeRefuseInitiate() ? refusal : null;

    internal OssError? TakeCompleteRefusal() => Parts.TakeRefuseComplete() ? refusal : null;
}
