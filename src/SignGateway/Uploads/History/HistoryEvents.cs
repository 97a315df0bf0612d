namespace SignGateway.Uploads.History;

/// <summary>The words for what happens to an upload. That it was issued, and when, is in its record.</summary>
public static class HistoryEvents
{
    /// <summary>OSS called back, whatever became of it.</summary>
    public const string Callback = "callback";

    /// <summary>The client asked, and the gateway looked.</summary>
    public const string Confirm = "confirm";

    /// <summary>OSS was asked to begin an upload in parts.</summary>
    public const string Begin = "begin";

    /// <summary>OSS was asked to forget the parts.</summary>
    public const string Abort = "abort";

    /// <summary>OSS was asked to put its parts together.</summary>
    public const string Complete = "complete";

    /// <summary>The sweep looked.</summary>
    public const string Reconcile = "reconcile";

    /// <summary>An administrator made the gateway look.</summary>
    public const string Look = "look";

    /// <summary>The owner or an administrator wanted it deleted, or it was.</summary>
    public const string Delete = "delete";
}
