using System.Text.Json;
using OssSimulator.Errors;

namespace OssSimulator.Faults;

/// <summary><c>PUT /_simulator/faults</c>: <c>{"drop":1,"repeat":0}</c>; a member left out stays as it is.</summary>
internal static class FaultRequest
{
    public const string Path = "/_simulator/faults";

    private const int LengthLimit = 4096;

    public static async Task<OssError?> HandleAsync(HttpContext context, SimulatorFaults faults)
    {
        if (context.Request.ContentLength is null or > LengthLimit) return OssErrors.InvalidArgument("Send a short JSON object.");
        FaultBody? body;
        try
        {
            body = await JsonSerializer.DeserializeAsync<FaultBody>(context.Request.Body, JsonSerializerOptions.Web, context.RequestAborted);
        }
        catch (JsonException)
        {
            return OssErrors.InvalidArgument("Not a JSON object of faults and their numbers.");
        }

        if (body?.Apply(faults) is { } wrong) return wrong;
        await context.Response.WriteAsJsonAsync(FaultBody.Of(faults), JsonSerializerOptions.Web, context.RequestAborted);
        return null;
    }
}
