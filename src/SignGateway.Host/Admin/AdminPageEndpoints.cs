using Microsoft.Extensions.Options;
using SignGateway.Host.Authentication;
using SignGateway.Host.Demo;
using SignGateway.Problems;

namespace SignGateway.Host.Admin;

/// <summary>What the admin page has to know before anybody is signed in; none of it is secret.</summary>
internal static class AdminPageEndpoints
{
    private const string Scope = "openid profile";

    public static void AddAdminPage(this WebApplicationBuilder builder) =>
        builder.Services.AddCheckedOptions<AdminPageOptions>(builder.Configuration, AdminPageOptions.Section);

    public static void MapAdminPage(this IEndpointRouteBuilder routes, DemoSignIn demo) =>
        routes.MapGet("/admin/settings.json", (IOptions<BearerSettings> bearer, IOptions<AdminPageOptions> page) => new JsonBody(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("authority", Text(bearer.Value.Authority));
            writer.WriteString("clientId", Text(page.Value.ClientId));
            writer.WriteString("scope", Scope);
            writer.WriteBoolean("demo", demo.Exists);
            writer.WriteEndObject();
        })).ExcludeFromDescription();

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
