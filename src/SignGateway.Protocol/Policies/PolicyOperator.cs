namespace SignGateway.Protocol.Policies;

/// <summary>How a policy's condition compares a field.</summary>
public enum PolicyOperator
{
    /// <summary><c>eq</c>, or an object of one member.</summary>
    Equal,

    /// <summary><c>starts-with</c>.</summary>
    StartsWith,

    /// <summary><c>in</c>.</summary>
    In,

    /// <summary><c>not-in</c>.</summary>
    NotIn,
}
