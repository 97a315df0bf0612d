using OssSimulator.Callbacks;
using OssSimulator.Objects;

namespace OssSimulator.Posting;

/// <summary>What a form asks for, checked before its file is read.</summary>
internal sealed record UploadPlan
{
    public required string Key { get; init; }

    public required ObjectTraits Traits { get; init; }

    public required bool ForbidOverwrite { get; init; }

    public required string? ContentMd5 { get; init; }

    public required int SuccessStatus { get; init; }

    public required Uri? SuccessRedirect { get; init; }

    public required CallbackOrder? Callback { get; init; }
}
