namespace SignGateway.Protocol.Callbacks;

/// <summary>How OSS writes a callback's body.</summary>
public enum CallbackBodyType
{
    /// <summary><c>application/x-www-form-urlencoded</c>.</summary>
    Form,

    /// <summary><c>application/json</c>.</summary>
    Json,
}
