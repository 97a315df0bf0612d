namespace OssSimulator.Faults;

/// <summary>The faults of multipart uploads as they are set and shown over HTTP.</summary>
internal sealed record PartFaultBody(int? Number, int? Refuse, int? Cut, int? Mute, int? RefuseInitiate, int? RefuseComplete)
{
    public static PartFaultBody Of(PartFaults faults) =>
        new(faults.Number, faults.Refuse, faults.Cut, faults.Mute, faults.RefuseInitiate, faults.RefuseComplete);

    public void Apply(PartFaults faults)
    {
        faults.Number = Number ?? faults.Number;
        faults.Refuse = Refuse ?? faults.Refuse;
        faults.Cut = Cut ?? faults.Cut;
        faults.Mute = Mute ?? faults.Mute;
        faults.RefuseInitiate = RefuseInitiate ?? faults.RefuseInitiate;
        faults.RefuseComplete = RefuseComplete ?? faults.RefuseComplete;
    }
}
