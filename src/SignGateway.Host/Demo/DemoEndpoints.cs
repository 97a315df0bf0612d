using System.Text.Json;
using SignGateway.Host.Hosting;
using SignGateway.Problems;

namespace SignGateway.Host.Demo;

internal static class DemoEndpoints
{
    public static void MapDemo(this IEndpointRouteBuilder routes, DemoSignIn demo)
    {
        if (!demo.Exists)
            return;
        routes.MapGet("/demo/users", () => new JsonBody(StatusCodes.Status200OK, WriteUsers)).RequireCors(CorsSetup.Policy).ExcludeFromDescription();
        routes.MapPost("/demo/sign-in", SignInAsync).RequireCors(CorsSetup.Policy).ExcludeFromDescription();
    }

    private static async Task<IResult> SignInAsync(HttpRequest request, DemoSignIn demo, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
            return new ProblemResult(KnownProblems.MediaTypeUnsupported);
        string? user;
        try
        {
            var body = await request.ReadFromJsonAsync<JsonElement>(cancellationToken);
            user = body.ValueKind == JsonValueKind.Object && body.TryGetProperty("user", out var name) ? name.ToString() : null;
        }
        catch (JsonException)
        {
            return new ProblemResult(KnownProblems.RequestMalformed);
        }

        if (user is null || demo.TokenFor(user) is not { } token)
            return new ProblemResult(KnownProblems.NotFound.Because("There is no such demo user; GET /demo/users names them."));
        return new JsonBody(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("token", token);
            writer.WriteString("user", user);
            writer.WriteNumber("expiresIn", (int)DemoSignIn.TokenLife.TotalSeconds);
            writer.WriteEndObject();
        });
    }

    private static void WriteUsers(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("users");
        foreach (var (name, roles) in DemoSignIn.KnownUsers)
        {
            writer.WriteStartObject();
            writer.WriteString("name", name);
            writer.WriteStartArray("roles");
            foreach (var role in roles)
                writer.WriteStringValue(role);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
