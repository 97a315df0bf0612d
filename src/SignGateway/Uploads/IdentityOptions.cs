using SignGateway.Problems;

namespace SignGateway.Uploads;

/// <summary>Which claims say who a user is, in section <c>SignGateway</c>.</summary>
public sealed class IdentityOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "SignGateway";

    /// <summary>The claim that names the user. Defaults to <c>sub</c>.</summary>
    [Harmless]
    public string UserIdClaim { get; set; } = "sub";

    /// <summary>The claim that lists roles. Defaults to <c>roles</c>; <c>role</c> is read too.</summary>
    [Harmless]
    public string RoleClaim { get; set; } = "roles";

    /// <summary>The role of administrators. Defaults to <c>sign-gateway-admin</c>.</summary>
    [Harmless]
    public string AdminRole { get; set; } = "sign-gateway-admin";

    /// <summary>Whether the owner is <c>issuer|claim</c>, because more than one issuer is trusted. Set by whoever sets up authentication; the Host does so itself. Defaults to false.</summary>
    public bool OwnerNamesIssuer { get; set; }
}
