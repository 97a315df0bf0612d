using System.Text;
using OssSimulator.Faults;
using OssSimulator.Images;
using OssSimulator.Objects;
using OssSimulator.Posting;

namespace OssSimulator.Callbacks;

/// <summary>
/// Tells the application server of one stored upload: the URLs in turn, until one of them succeeds.
/// Nothing but the time-out of each URL ends it: neither the uploader nor a stopping simulator may cut it short.
/// </summary>
internal sealed class UploadCallback(
    SimulatorOptions options, ObjectStore store, CallbackSender sender, SimulatorFaults faults)
{
    public async Task<CallbackOutcome> SendAsync(HttpContext context, UploadPlan plan, ObjectMetadata stored)
    {
        var configuration = plan.Callback!;
        var variables = new CallbackVariables(
            stored,
            await ImageAsync(configuration, stored),
            context.Connection.RemoteIpAddress?.MapToIPv4().ToString() ?? "",
            context.TraceIdentifier,
            plan.CustomVariables);
        var text = CallbackTemplate.Fill(configuration.Body, configuration.BodyType, options.JsonMissingValue, variables.Find);
        var body = Encoding.UTF8.GetBytes(text);

        var outcome = await SendOnceAsync();
        if (faults.TakeRepeat()) await SendOnceAsync();
        return outcome;

        async Task<CallbackOutcome> SendOnceAsync()
        {
            var last = CallbackOutcome.Failed("");
            foreach (var url in configuration.Urls)
            {
                last = await sender.SendAsync(url, configuration, body, stored, context.TraceIdentifier);
                if (last.Failure is null) break;
            }

            return last;
        }
    }

    private async Task<ImageInfo?> ImageAsync(CallbackConfiguration configuration, ObjectMetadata stored)
    {
        if (!CallbackTemplate.Mentions(configuration.Body, "imageInfo") || store.Open(stored.Bucket, stored.Key) is not { } open) return null;
        await using var content = open.Content;
        return await ImageReader.ReadAsync(content);
    }
}
