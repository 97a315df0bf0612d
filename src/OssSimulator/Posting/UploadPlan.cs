using OssSimulator.Callbacks;

namespace OssSimulator.Posting;

/// <summary>What a form asks for, checked before its file is read.</summary>
internal sealed record UploadPlan
{
    public required string Key { get; init; }

    public required string ContentType { get; init; }

    public required string Acl { get; init; }

    public required string StorageClass { get; init; }

    public required bool ForbidOverwrite { get; init; }

    public required string? ContentMd5 { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public required IReadOnlyDictionary<string, string> UserMetadata { get; init; }

    public required int SuccessStatus { get; init; }

    public required Uri? SuccessRedirect { get; init; }

    public required CallbackConfiguration? Callback { get; init; }

    public required IReadOnlyDictionary<string, string> CustomVariables { get; init; }
}
