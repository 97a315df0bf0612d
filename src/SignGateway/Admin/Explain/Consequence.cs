namespace SignGateway.Admin.Explain;

/// <summary>What something wrong leads to; the worst comes first.</summary>
internal enum Consequence
{
    /// <summary>OSS refuses the upload.</summary>
    Refused,

    /// <summary>OSS takes the upload, but its callback does not come or does not count.</summary>
    Unrecorded,
}
