using OssSimulator.Objects;

namespace OssSimulator.Callbacks;

/// <summary>What is told of one upload, the same at whichever URL.</summary>
internal sealed record OutgoingCallback(CallbackConfiguration Configuration, byte[] Body, ObjectMetadata Stored, string RequestId);
