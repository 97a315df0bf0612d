namespace SignGateway.Callbacks;

/// <summary>What arrived of a probe in the header in which OSS sends its signature.</summary>
internal enum ProbeHeader
{
    Absent,
    Other,
    AsSent,
}
