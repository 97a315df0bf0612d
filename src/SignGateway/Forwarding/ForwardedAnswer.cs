using System.Text.Json;

namespace SignGateway.Forwarding;

/// <summary>What became of telling the application of an upload.</summary>
/// <param name="App">Its answer, one JSON value; null if there is none.</param>
/// <param name="Error">Why there is none, as a stable code; null if there is one, or if the application had nothing to say.</param>
public sealed record ForwardedAnswer(string? App, string? Error)
{
    /// <summary>Whether it stays what it is, so that it may be given to every repeat.</summary>
    public bool IsSettled => Error is not (ForwardErrors.Pending or ForwardErrors.Interrupted);

    /// <summary>Why there is no answer.</summary>
    public static ForwardedAnswer Without(string error) => new(null, error);

    /// <summary>Writes <c>app</c>, and <c>appError</c> if there is one, into an object that the caller begins and ends.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WritePropertyName("app");
        // It was read as JSON when it came.
        writer.WriteRawValue(App ?? "null", skipInputValidation: true);
        if (Error is not null)
            writer.WriteString("appError", Error);
    }

    /// <summary>The same into a JSON object that is text already.</summary>
    public string AddTo(string upload) => $"{upload.AsSpan(0, upload.Length - 1)},\"app\":{App ?? "null"}{(Error is null ? "" : $",\"appError\":\"{Error}\"")}}}";
}
