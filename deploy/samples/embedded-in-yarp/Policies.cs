using Microsoft.AspNetCore.Authorization;

namespace EmbeddedInYarp;

/// <summary>Who may do what at this gateway.</summary>
internal static class Policies
{
    public const string Uploaders = "uploaders";

    /// <summary>Whatever does not say otherwise is for users who are signed in.</summary>
    public static AuthorizationPolicy SignedIn { get; } = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();

    public static AuthorizationPolicy Uploader { get; } = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireClaim("scope", "uploads").Build();
}
