using OssSimulator.Errors;

namespace OssSimulator.Faults;

/// <summary>All faults as they are set and shown over HTTP.</summary>
internal sealed record FaultBody(
    int? Drop,
    int? Repeat,
    int? Delay,
    int? DelayMilliseconds,
    int? Everywhere,
    int? Cut,
    int? Mute,
    int? HangHead,
    int? HangMilliseconds,
    int? Refuse,
    int? RefuseStatus,
    int? ClockOffsetMilliseconds,
    CredentialFaultBody? Credentials,
    PartFaultBody? Parts)
{
    public static FaultBody Of(SimulatorFaults faults) => new(
        faults.Drop,
        faults.Repeat,
        faults.Delay,
        (int)faults.DelayTime.TotalMilliseconds,
        faults.Everywhere,
        faults.Cut,
        faults.Mute,
        faults.HangHead,
        (int)faults.HangTime.TotalMilliseconds,
        faults.Refuse,
        faults.RefuseStatus,
        (int)faults.ClockOffset.TotalMilliseconds,
        CredentialFaultBody.Of(faults.Credentials),
        PartFaultBody.Of(faults.Parts));

    /// <summary>All of it or, if something is not usable, nothing.</summary>
    public OssError? Apply(SimulatorFaults faults)
    {
        if (DelayMilliseconds < 0 || HangMilliseconds < 0) return OssErrors.InvalidArgument("A time must not be negative.");
        if (RefuseStatus is { } status && OssErrors.Refused(status) is null) return OssErrors.InvalidArgument("refuseStatus must be 403, 500 or 503.");

        // What a fault is like before how often it happens, so that the first one is right already.
        faults.DelayTime = Time(DelayMilliseconds) ?? faults.DelayTime;
        faults.HangTime = Time(HangMilliseconds) ?? faults.HangTime;
        faults.RefuseStatus = RefuseStatus ?? faults.RefuseStatus;
        faults.ClockOffset = Time(ClockOffsetMilliseconds) ?? faults.ClockOffset;
        faults.Drop = Drop ?? faults.Drop;
        faults.Repeat = Repeat ?? faults.Repeat;
        faults.Delay = Delay ?? faults.Delay;
        faults.Everywhere = Everywhere ?? faults.Everywhere;
        faults.Cut = Cut ?? faults.Cut;
        faults.Mute = Mute ?? faults.Mute;
        faults.HangHead = HangHead ?? faults.HangHead;
        faults.Refuse = Refuse ?? faults.Refuse;
        Credentials?.Apply(faults.Credentials);
        Parts?.Apply(faults.Parts);
        return null;
    }

    private static TimeSpan? Time(int? milliseconds) => milliseconds is { } given ? TimeSpan.FromMilliseconds(given) : null;
}
