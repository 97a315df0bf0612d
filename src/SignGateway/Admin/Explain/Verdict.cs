namespace SignGateway.Admin.Explain;

/// <summary>How what is there compares to what should be.</summary>
internal enum Verdict
{
    Met,
    Missing,
    Differs,
    Info,
}
