using SignGateway.Problems;

namespace SignGateway.Host.Admin;

/// <summary>What the admin page needs to sign its user in; section <c>SignGateway:Admin</c>.</summary>
internal sealed class AdminPageOptions
{
    public const string Section = "SignGateway:Admin";

    /// <summary>The page's client id at the authority of the bearer tokens. Defaults to none: then nobody can sign in on the page but demo users.</summary>
    [Harmless]
    public string? ClientId { get; set; }
}
