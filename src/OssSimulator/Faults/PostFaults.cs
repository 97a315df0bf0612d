using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace OssSimulator.Faults;

/// <summary>The troubles that a form upload may meet: its connection goes, before or after its file is stored.</summary>
internal sealed class PostFaults(SimulatorFaults faults)
{
    private const int FirstPiece = 16 * 1024;

    /// <summary>Cuts the connection, if that is to happen, with a first piece of the file read.</summary>
    public async Task CutAsync(HttpContext context, Stream file)
    {
        if (!faults.TakeCut()) return;
        await file.ReadAtLeastAsync(new byte[FirstPiece], FirstPiece, throwOnEndOfStream: false, context.RequestAborted);
        Cut(context);
        // Ends as it does when an uploader leaves.
        await file.CopyToAsync(Stream.Null, context.RequestAborted);
    }

    /// <summary>True if the connection is cut instead of an answer.</summary>
    public bool Mute(HttpContext context)
    {
        if (!faults.TakeMute()) return false;
        Cut(context);
        return true;
    }

    private static void Cut(HttpContext context) => context.Features.GetRequiredFeature<IConnectionLifetimeFeature>().Abort();
}
