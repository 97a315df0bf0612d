using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SignGateway.Problems;
using SignGateway.Uploads;

namespace SignGateway.Admin.Keys;

/// <summary>Which keys there are and since when, never what they are.</summary>
internal static class KeysEndpoint
{
    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/keys", GetAsync).WithName("AdminKeys").Produces<KeysSchema>()
            .WithSummary("The keys of the asked replica, and those that others had of late: their age, and until when what an old one signed still counts. Never the keys themselves.");
        routes.MapOtherVerbs("/keys", "GET");
    }

    private static async Task<IResult> GetAsync(ReadKeys read, CancellationToken cancellationToken)
    {
        var keys = await read.ExecuteAsync(cancellationToken);
        return new JsonBody(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items");
            foreach (var key in keys)
                Write(writer, key);
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter writer, KeyReport key)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", key.Age.Kind.ToText());
        writer.WriteString("id", key.Age.Id);
        writer.WriteString("use", key.Use?.ToText());
        writer.WriteNumber("days", key.Days);
        if (key.AdvisedDays is { } advised)
            writer.WriteNumber("advisedDays", advised);
        else
            writer.WriteNull("advisedDays");
        writer.WriteBoolean("old", key.IsOld);
        writer.WriteString("firstSeen", UploadJson.ToText(key.Age.FirstSeen));
        writer.WriteString("lastSeen", UploadJson.ToText(key.Age.LastSeen));
        writer.WriteString("lastSigned", key.Age.LastSigned is { } lastSigned ? UploadJson.ToText(lastSigned) : null);
        writer.WriteString("spentAt", key.SpentAt is { } spentAt ? UploadJson.ToText(spentAt) : null);
        writer.WriteEndObject();
    }

    private sealed record KeysSchema(IReadOnlyList<KeySchema> Items);

    private sealed record KeySchema(
        string Kind, string Id, string? Use, int Days, int? AdvisedDays, bool Old, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, DateTimeOffset? LastSigned, DateTimeOffset? SpentAt);
}
