namespace SignGateway.Uploads;

/// <summary>What became of a recording.</summary>
/// <param name="First">True if this very call recorded the upload; false if it found a record that it may not change.</param>
/// <param name="Upload">The record as it now stands.</param>
public sealed record RecordOutcome(bool First, UploadRecord Upload);
