namespace SignGateway.Uploads;

/// <summary>Is told of every delivery to the callback route after it was judged, on its thread: must neither wait nor throw.</summary>
public interface ICallbackWatch
{
    /// <summary>A delivery was judged.</summary>
    void Attempted(CallbackAttempt attempt);
}
