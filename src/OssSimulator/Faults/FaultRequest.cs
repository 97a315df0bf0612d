using System.Text.Json;
using OssSimulator.Errors;

namespace OssSimulator.Faults;

/// <summary><c>PUT /_simulator/faults</c>: <c>{"drop":1,"repeat":0}</c>; a member left out stays as it is.</summary>
internal static class FaultRequest
{
    public const string Path = "/_simulator/faults";

    private const int LengthLimit = 4096;

    private sealed record Body(int? Drop, int? Repeat);

    public static async Task<OssError?> HandleAsync(HttpContext context, SimulatorFaults faults)
    {
        if (context.Request.ContentLength is null or > LengthLimit) return OssErrors.InvalidArgument("Send a short JSON object.");
        Body? body;
        try
        {
            body = await JsonSerializer.DeserializeAsync<Body>(context.Request.Body, JsonSerializerOptions.Web, context.RequestAborted);
        }
        catch (JsonException)
        {
            return OssErrors.InvalidArgument("Not a JSON object with the numbers drop and repeat.");
        }

        faults.Drop = body?.Drop ?? faults.Drop;
        faults.Repeat = body?.Repeat ?? faults.Repeat;
        await context.Response.WriteAsJsonAsync(new Body(faults.Drop, faults.Repeat), context.RequestAborted);
        return null;
    }
}
