using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using SignGateway.Problems;
using SignGateway.Uploads;

namespace SignGateway.Admin;

internal static class MeEndpoint
{
    public static void MapMe(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/me", Me).WithName("AdminMe").WithSummary("Who is signed in, and with which roles.").Produces<MeSchema>();
        routes.MapOtherVerbs("/me", "GET");
    }

    private static JsonBody Me(HttpContext context, IOptions<IdentityOptions> identity) => new(StatusCodes.Status200OK, writer =>
    {
        var caller = context.GetCaller();
        writer.WriteStartObject();
        writer.WriteString("userId", caller.Owner);
        writer.WriteStartArray("roles");
        foreach (var role in caller.Roles.Order(StringComparer.Ordinal))
            writer.WriteStringValue(role);
        writer.WriteEndArray();
        writer.WriteString("adminRole", identity.Value.AdminRole);
        writer.WriteEndObject();
    });

    private sealed record MeSchema(string UserId, IReadOnlyList<string> Roles, string AdminRole);
}
