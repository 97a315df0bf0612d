namespace SignGateway.Uploads.Audit;

/// <summary>The words for what administrators do.</summary>
public static class AuditActions
{
    /// <summary>Made the gateway look at an upload's object.</summary>
    public const string Look = "look";

    /// <summary>Deleted an upload.</summary>
    public const string Delete = "delete";

    /// <summary>Had a link made to what somebody uploaded.</summary>
    public const string Content = "content";

    /// <summary>Had a text explained.</summary>
    public const string Explain = "explain";

    /// <summary>Had the doctor look, which makes uploads of its own.</summary>
    public const string Doctor = "doctor";

    /// <summary>Had a dead letter delivered after all.</summary>
    public const string Replay = "replay";

    /// <summary>Had all erased that was known of a user.</summary>
    public const string Erase = "erase";
}
