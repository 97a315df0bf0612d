namespace SignGateway.Uploads;

/// <summary>The road by which an upload was first recorded.</summary>
public enum RecordedBy
{
    /// <summary>OSS posted the signed callback.</summary>
    Callback,

    /// <summary>The client asked, and the gateway looked at the object.</summary>
    Confirm,

    /// <summary>The background sweep found the object.</summary>
    Reconcile,
}
