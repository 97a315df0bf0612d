using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace OssSimulator.Faults;

/// <summary>The troubles that an upload may meet: its connection goes, before or after its content is stored.</summary>
internal sealed class UploadFaults(SimulatorFaults faults)
{
    private const int FirstPiece = 16 * 1024;

    /// <summary>Cuts the connection, if that is to happen, with a first piece of the content read.</summary>
    public Task CutAsync(HttpContext context, Stream content) => faults.TakeCut() ? CutWithinAsync(context, content) : Task.CompletedTask;

    /// <summary>Cuts the connection if the upload is of a part that is to lose it, likewise.</summary>
    public Task CutPartAsync(HttpContext context, int number) =>
        faults.Parts.TakeCut(number) ? CutWithinAsync(context, context.Request.Body) : Task.CompletedTask;

    /// <summary>True if the connection is cut instead of an answer.</summary>
    public bool Mute(HttpContext context) => faults.TakeMute() && Cut(context);

    public bool MutePart(HttpContext context, int number) => faults.Parts.TakeMute(number) && Cut(context);

    private static async Task CutWithinAsync(HttpContext context, Stream content)
    {
        await content.ReadAtLeastAsync(new byte[FirstPiece], FirstPiece, throwOnEndOfStream: false, context.RequestAborted);
        Cut(context);

        // Ends as it does when an uploader leaves. What has arrived of the content could still be read to its end.
        throw new OperationCanceledException("The connection is cut on purpose.");
    }

    private static bool Cut(HttpContext context)
    {
        context.Features.GetRequiredFeature<IConnectionLifetimeFeature>().Abort();
        return true;
    }
}
