namespace SignGateway.Uploads;

/// <summary>How much a stored record can be trusted.</summary>
public enum Evidence
{
    /// <summary>OSS's signature and our ticket.</summary>
    Callback,

    /// <summary>The gateway saw the object itself: present, same size and ETag, our ticket in its metadata.</summary>
    Object,
}
