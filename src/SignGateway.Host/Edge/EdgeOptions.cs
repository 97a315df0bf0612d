namespace SignGateway.Host.Edge;

/// <summary>Section <c>SignGateway:Edge</c>: how the applications behind the proxy hear who the user is. The proxy itself is YARP's own section.</summary>
internal sealed class EdgeOptions
{
    public const string Section = "SignGateway:Edge";

    /// <summary>The header that names the user of a request. Defaults to <c>X-User-Id</c>; empty sends none.</summary>
    public string UserHeader { get; set; } = "X-User-Id";

    /// <summary>The header that lists the user's roles. Defaults to <c>X-User-Roles</c>; empty sends none.</summary>
    public string RolesHeader { get; set; } = "X-User-Roles";
}
