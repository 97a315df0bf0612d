namespace SignGateway.Grants;

/// <summary>Section <c>SignGateway:Grants</c>: how many grants may ask STS for credentials.</summary>
public sealed class GrantOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "SignGateway:Grants";

    /// <summary>How many grants of the method <c>sdk</c> one user gets in a minute from one process, 1 to 6,000; each is a call to STS. Defaults to 60.</summary>
    public int SdkPerUser { get; set; } = 60;

    /// <summary>How many grants of the method <c>sdk</c> one process makes in a minute for all users, 1 to 6,000; STS takes about 6,000 a minute from a whole account. Defaults to 3,000.</summary>
    public int SdkPerProcess { get; set; } = 3000;
}
